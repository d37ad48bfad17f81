/**
 * The local 360dialog. Users import this package, {@code model} and {@code junit5}. All other packages are public for
 * Java only: they are internal, and change without notice.
 */
package io.github.whatsapp360.emulator;
