/** JUnit 5 extensions and base classes for tests that use the emulator. */
package io.github.whatsapp360.emulator.junit5;
