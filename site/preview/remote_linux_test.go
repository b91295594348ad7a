package preview

import "testing"

func TestRemote(t *testing.T) {
	for magic, want := range map[uint32]string{
		0x6969:     "NFS",
		0xff534d42: "SMB",
		0x01021997: "9P",
		0xef53:     "", // ext4
		0x9123683e: "", // btrfs
		0x794c7630: "", // overlay
	} {
		if got, ok := remoteType(magic); got != want || ok != (want != "") {
			t.Errorf("remoteType(%#x) = %q, %v, want %q", magic, got, ok, want)
		}
	}
}
