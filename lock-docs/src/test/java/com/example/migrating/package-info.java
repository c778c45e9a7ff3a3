/**
 * What applications have before they migrate and afterwards, compiled.
 */
package com.example.migrating;
