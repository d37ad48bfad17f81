/** AssertJ assertions about what the emulator has got, which wait for it. They need {@code assertj-core}. */
package io.github.whatsapp360.emulator.assertj;
