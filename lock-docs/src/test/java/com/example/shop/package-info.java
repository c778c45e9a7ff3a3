/**
 * What the pages show, compiled and run.
 */
package com.example.shop;
