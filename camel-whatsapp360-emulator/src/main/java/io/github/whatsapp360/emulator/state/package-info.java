/** Internal: everything that a reset forgets, wired together, and the settings that it begins with. */
package io.github.whatsapp360.emulator.state;
