/** Internal: limits of rates, by any clock. */
package io.github.whatsapp360.emulator.rate;
