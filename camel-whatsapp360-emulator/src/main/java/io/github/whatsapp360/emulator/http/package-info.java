/** Internal: parts of HTTP requests and answers, and the forms of the service's errors. */
package io.github.whatsapp360.emulator.http;
