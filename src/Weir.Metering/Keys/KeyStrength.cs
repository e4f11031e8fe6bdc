namespace Weir.Metering.Keys;

/// <summary>Tells keys that a person made up or copied from a manual from those that protect something.</summary>
public static class KeyStrength
{
    /// <summary>Fewest characters of a key that is given rather than made.</summary>
    public const int ShortestGiven = 16;

    private const int FewestDifferent = 8;

    // Compared without dashes, underscores, dots and case. Long enough not to turn up in a random key.
    private static readonly string[] SampleParts =
    [
        "changeme", "changethis", "replaceme", "replacethis", "yourkey", "yourapikey", "yoursecret", "youradminkey", "myapikey", "mysecretkey",
        "insertkey", "examplekey", "samplekey", "secretkey", "placeholder", "password", "testkey", "dummykey", "123456789", "abcdefgh",
        "qwertyui", "letmein",
    ];

    private static readonly string[] SampleBeginnings = ["sk1234", "skxxx", "weir1234", "weirxxx"];

    private static readonly string[] SampleWords =
        ["test", "key", "secret", "admin", "root", "default", "example", "sample", "demo", "none", "null", "todo", "apikey", "weir", "string"];

    /// <summary>Why a given key must not be used, as a sentence; null when it may. The sentence never holds the key.</summary>
    public static string? Check(string? key)
    {
        if (string.IsNullOrWhiteSpace(key))
        {
            return "The key is empty.";
        }

        if (key.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            return "The key has spaces or characters that do not fit in an HTTP header.";
        }

        var plain = string.Concat(key.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
        if (SampleWords.Contains(plain, StringComparer.Ordinal)
            || Array.Exists(SampleParts, part => plain.Contains(part, StringComparison.Ordinal))
            || Array.Exists(SampleBeginnings, start => plain.StartsWith(start, StringComparison.Ordinal)))
        {
            return "The key is a sample value.";
        }

        return key.Length switch
        {
            < ShortestGiven => $"The key has fewer than {ShortestGiven} characters.",
            > KeyHash.MaxKeyLength => $"The key has more than {KeyHash.MaxKeyLength} characters.",
            _ when key.Distinct().Count() < FewestDifferent => "The key repeats a few characters.",
            _ => null,
        };
    }
}
