/** Internal: 360dialog's APIs, with the paths, checks and answers of the Cloud API and the Sandbox. */
package io.github.whatsapp360.emulator.service;
