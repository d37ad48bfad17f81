/** Internal: the On-Premise API, which ended in October 2025. Only {@code server.HostingApis} uses it. */
package io.github.whatsapp360.emulator.onpremise;
