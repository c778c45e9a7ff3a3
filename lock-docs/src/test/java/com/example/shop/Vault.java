package com.example.shop;

interface Vault {

	String passwordFor(String host);

}
