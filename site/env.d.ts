/// <reference types="astro/client" />

declare namespace App {
  interface Locals {
    drawing?: import('./drawn.ts').Drawing;
  }
}
