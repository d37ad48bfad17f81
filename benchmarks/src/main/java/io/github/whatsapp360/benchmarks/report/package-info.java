/** The program that measures everything and writes the report; uses all other packages. */
package io.github.whatsapp360.benchmarks.report;
