/** Internal: what messages cost, by the rules of each time, and the totals of each number. */
package io.github.whatsapp360.emulator.billing;
