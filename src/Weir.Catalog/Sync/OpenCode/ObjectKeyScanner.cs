namespace Weir.Catalog.Sync.OpenCode;

/// <summary>Reads the property names of one object literal, passing over what is nested, quoted or commented.</summary>
internal static class ObjectKeyScanner
{
    /// <param name="text">The source, from behind the object's opening brace.</param>
    public static IReadOnlyList<string> Scan(ReadOnlySpan<char> text)
    {
        var keys = new List<string>();
        var depth = 1;
        var expectsKey = true;
        for (var i = 0; i < text.Length && depth > 0;)
        {
            var c = text[i];
            if (depth == 1 && expectsKey && ReadKey(text[i..], out var key, out var length))
            {
                keys.Add(key);
                expectsKey = false;
                i += length;
                continue;
            }

            var skipped = SkipInert(text[i..]);
            if (skipped > 0)
            {
                i += skipped;
                continue;
            }

            depth += c is '{' or '(' or '[' ? 1 : c is '}' or ')' or ']' ? -1 : 0;
            expectsKey = depth == 1 && (c == ',' || (expectsKey && char.IsWhiteSpace(c)));
            i++;
        }

        return keys;
    }

    /// <summary>A name or a quoted text, followed by a colon.</summary>
    private static bool ReadKey(ReadOnlySpan<char> text, out string key, out int length)
    {
        (key, length) = ("", 0);
        var quoted = text[0] is '"' or '\'';
        var end = quoted ? text[1..].IndexOf(text[0]) + 1 : text.IndexOfAnyExcept(IdentifierCharacters);
        if (end <= 0)
        {
            return false;
        }

        key = text[(quoted ? 1 : 0)..end].ToString();
        length = quoted ? end + 1 : end;
        return text[length..].TrimStart() is [':', ..];
    }

    /// <summary>Length of the comment or literal that begins here; 0 when none does.</summary>
    private static int SkipInert(ReadOnlySpan<char> text)
    {
        if (text.StartsWith("//"))
        {
            return LengthTo(text, "\n", 2);
        }

        if (text.StartsWith("/*"))
        {
            return LengthTo(text, "*/", 2);
        }

        if (text[0] is not ('"' or '\'' or '`'))
        {
            return 0;
        }

        for (var i = 1; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == text[0])
            {
                return i + 1;
            }
        }

        return text.Length;
    }

    private static int LengthTo(ReadOnlySpan<char> text, string end, int from)
    {
        var at = text[from..].IndexOf(end);
        return at < 0 ? text.Length : from + at + end.Length;
    }

    private static readonly System.Buffers.SearchValues<char> IdentifierCharacters =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_$");
}
