package page

import (
	"fmt"
	"reflect"
	"testing"
	"time"
	"unsafe"
)

// A view is what a page's key is made of.

// Every field of a view must reach the key: one that did not would be a
// dependency that nobody sees.
func TestEveryFieldOfAViewReachesTheKey(t *testing.T) {
	for _, v := range []view{
		&cableView{}, &dataView{}, &goneView{}, &feedView{}, &verifyView{}, &listKey{}, &listsView{}, &homeView{}, &ownView{}, &sourceView{}, &threadView{}, &glossaryView{}, &timelineView{}, &noteView{}, &noteListView{}, &siteView{Site: &Site{}},
	} {
		value := reflect.ValueOf(v).Elem()
		fill(value)
		eachField(value, fmt.Sprintf("%T", v), func(name string, field reflect.Value) {
			if name == "*page.siteView.key" {
				return // made of the others
			}
			before, old := string(v.appendKey(nil)), reflect.New(field.Type()).Elem()
			old.Set(field)
			change(field)
			if string(v.appendKey(nil)) == before {
				t.Errorf("%s does not reach the key", name)
			}
			field.Set(old)
		})
	}
}

// fill gives every list one element, so that its fields can be changed too.
func fill(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		fill(v.Elem())
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			return
		}
		for i := range v.NumField() {
			fill(open(v.Field(i)))
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0))
	}
}

// open makes an unexported field writable.
func open(v reflect.Value) reflect.Value {
	return reflect.NewAt(v.Type(), unsafe.Pointer(v.UnsafeAddr())).Elem()
}

// eachField calls f for every value within v that holds no others, and for
// every list.
func eachField(v reflect.Value, name string, f func(name string, field reflect.Value)) {
	switch {
	case v.Kind() == reflect.Pointer:
		eachField(v.Elem(), name, f)
	case v.Kind() == reflect.Struct && v.Type() != reflect.TypeFor[time.Time]():
		for i := range v.NumField() {
			eachField(open(v.Field(i)), name+"."+v.Type().Field(i).Name, f)
		}
	case v.Kind() == reflect.Slice:
		f(name, v)
		eachField(v.Index(0), name+"[0]", f)
	default:
		f(name, v)
	}
}

// change gives a value another one.
func change(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(v.String() + "x")
	case reflect.Bool:
		v.SetBool(!v.Bool())
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32:
		v.SetInt(v.Int() + 1)
	case reflect.Uint8:
		v.SetUint(v.Uint() + 1)
	case reflect.Array:
		v.Index(3).SetUint(v.Index(3).Uint() + 1) // of a digest
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
	case reflect.Struct:
		v.Set(reflect.ValueOf(time.Unix(1, 0)))
	default:
		panic("a view holds a " + v.Kind().String() + ", which is no plain value")
	}
}

// Values that are next to each other must not run together.
func TestKeyTellsFieldsApart(t *testing.T) {
	a := sourceView{path: "ab", id: "c"}
	b := sourceView{path: "a", id: "bc"}
	if string(a.appendKey(nil)) == string(b.appendKey(nil)) {
		t.Error("two views have one key")
	}
}
