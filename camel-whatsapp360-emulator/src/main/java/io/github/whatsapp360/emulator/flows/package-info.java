/** Internal: the data exchange of flows with an application, encrypted as WhatsApp does. */
package io.github.whatsapp360.emulator.flows;
