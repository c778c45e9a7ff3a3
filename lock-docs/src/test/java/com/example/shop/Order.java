package com.example.shop;

public record Order(String id, long amount) {

}
