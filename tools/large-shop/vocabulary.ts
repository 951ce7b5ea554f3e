/** The words that generated products are named with, and that are searched for where they are. */
export const QUALITIES =
  `Airy Alpine Amber Basic Bold Bright Calm Classic Coastal Compact Cosy Crisp Deep Dry Easy Fine Firm Fresh
  Gentle Grand Heavy Honest Light Little Lunar Mellow Midnight Modern Noble Northern Open Plain Proud Pure Quiet Quick
  Rapid Ready Round Rustic Sharp Silent Slim Smart Smooth Soft Solar Solid Steady Sturdy Sunny Swift Tall Tidy Urban
  Vivid Warm Wide Wild Young`.split(/\s+/);
export const MATERIALS =
  `Acacia Alloy Bamboo Beech Brass Canvas Carbon Cashmere Ceramic Cherry Chrome Copper Cork Cotton Denim
  Felt Flax Glass Granite Hemp Iron Jute Leather Linen Maple Marble Merino Nylon Oak Paper Pine Plastic Poplin Rattan
  Rubber Silk Silver Slate Steel Stone Suede Teak Titanium Tweed Velvet Walnut Wicker Wool`.split(/\s+/);
export const THINGS =
  `Apron Backpack Basket Bench Blanket Blender Boots Bottle Bowl Box Brush Bulb Cable Cap Carafe Case Chair
  Charger Clock Coat Cup Cushion Desk Dress Earphones Frame Gloves Hat Headphones Hoodie Jacket Jar Kettle Keyboard Knife
  Lamp Mat Mirror Mug Notebook Pan Pen Pillow Plate Poster Pot Puzzle Rack Rug Scarf Shelf Shirt Shoes Shorts Socks Sofa
  Speaker Stand Stool Sweater Table Tee Tent Towel Toy Tray Trousers Umbrella Vase Wallet Watch`.split(/\s+/);
export const SIZES = ["XS", "S", "M", "L", "XL"];
export const COLOURS = ["Sage", "Sand", "Rust", "Ink", "Snow", "Plum", "Moss", "Clay", "Sky", "Coal"];
