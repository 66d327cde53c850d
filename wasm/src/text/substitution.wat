;; Turns the text that a module is kept as into its octets (web/src/core/wasm-text.ts, which calls it): in wasm, since
;; engines run a loop of JavaScript slowly until they have compiled it, and this one runs once.
(module
  (memory (export "memory") 1)

  ;; In place, from $at to $end, with three tables of 128 octets at address 0: what a character stands for by itself,
  ;; behind a space, and behind '!'. Returns where the octets end.
  (func (export "substitute") (param $at i32) (param $end i32) (result i32)
    (local $out i32)
    (local $entry i32)
    (local.set $out (local.get $at))
    (loop $next
      (if (i32.lt_u (local.get $at) (local.get $end))
        (then
          (local.set $entry (i32.load8_u (local.get $at)))
          (if (i32.le_u (local.get $entry) (i32.const 33))
            (then
              (local.set $at (i32.add (local.get $at) (i32.const 1)))
              (local.set $entry
                (i32.add
                  (i32.shl (i32.sub (local.get $entry) (i32.const 31)) (i32.const 7))
                  (i32.load8_u (local.get $at))))))
          (i32.store8 (local.get $out) (i32.load8_u (local.get $entry)))
          (local.set $out (i32.add (local.get $out) (i32.const 1)))
          (local.set $at (i32.add (local.get $at) (i32.const 1)))
          (br $next))))
    (local.get $out)))
