/** A provider's initials on a ground of its own; told apart from others by the name beside it, not by this. */
export function Monogram({ name }: { name: string }) {
  const words = name.split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 0);
  const letters = (words.length > 1 ? words[0]![0]! + words[1]![0]! : name.slice(0, 2)).toUpperCase();
  let hue = 7;
  for (const letter of name) {
    hue = (hue * 31 + letter.codePointAt(0)!) % 360;
  }

  return (
    <span className="monogram" aria-hidden="true" style={{ background: `hsl(${hue} 45% 28%)` }}>
      {letters}
    </span>
  );
}
