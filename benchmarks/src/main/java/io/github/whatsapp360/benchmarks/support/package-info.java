/** Test data, child JVMs and a database server for all other packages; uses none of them. */
package io.github.whatsapp360.benchmarks.support;
