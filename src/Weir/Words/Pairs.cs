using Weir.Invocation;

namespace Weir.Words;

/// <summary>Options that hold more than a word.</summary>
internal static class Pairs
{
    /// <summary>The texts of NAME=VALUE options.</summary>
    /// <exception cref="CliException">One is no pair.</exception>
    public static IReadOnlyDictionary<string, string> Read(IReadOnlyList<string> given, string option)
    {
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var text in given)
        {
            var at = text.IndexOf('=', StringComparison.Ordinal);
            if (at < 1)
            {
                throw new CliException(ExitCodes.WrongUsage, $"{option} takes NAME=VALUE, not '{text}'.", $"Write it like {option} NAME=VALUE.");
            }

            pairs[text[..at]] = text[(at + 1)..];
        }

        return pairs;
    }

    /// <summary>An http or https address; null for none.</summary>
    /// <exception cref="CliException">It is none.</exception>
    public static Uri? Address(string? text) => text is null ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address
        : throw new CliException(ExitCodes.WrongUsage, $"'{text}' is no address.", "Write it like https://llm.example.com/v1.");
}
