using System.Globalization;

namespace Weir.Dialects.BedrockConverse;

/// <summary>
/// Names of the documents of one request: in the letters that Bedrock takes, and no two the same. They are given in the order of the documents, so that a longer conversation begins with
/// the same ones.
/// </summary>
internal sealed class DocumentNames
{
    private const int Longest = 190;

    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    /// <summary>A name made of the client's, with a number where it is taken.</summary>
    public string Next(string? wanted)
    {
        var name = Allowed(wanted) is { Length: > 0 } allowed ? allowed : "document";
        for (var number = 2; !_taken.Add(name); number++)
        {
            name = string.Create(CultureInfo.InvariantCulture, $"{(Allowed(wanted) is { Length: > 0 } again ? again : "document")} {number}");
        }

        return name;
    }

    /// <summary>Letters, digits, single blanks, hyphens and brackets.</summary>
    private static string Allowed(string? name)
    {
        var kept = new string([.. (name ?? "").Select(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '(' or ')' or '[' or ']' ? letter : ' ')]);
        var joined = string.Join(' ', kept.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return joined[..Math.Min(joined.Length, Longest)].TrimEnd();
    }
}
