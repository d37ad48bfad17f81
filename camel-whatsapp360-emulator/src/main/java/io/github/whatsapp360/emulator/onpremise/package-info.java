/** Internal: the On-Premise API, which ended in October 2025; nothing but the choice of a hosting knows it. */
package io.github.whatsapp360.emulator.onpremise;
