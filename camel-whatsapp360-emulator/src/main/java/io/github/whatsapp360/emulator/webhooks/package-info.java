/** Internal: what is posted to webhooks, in the form of each hosting, until it is taken. */
package io.github.whatsapp360.emulator.webhooks;
