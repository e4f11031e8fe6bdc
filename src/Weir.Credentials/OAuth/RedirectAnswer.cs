using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Weir.Credentials.OAuth;

/// <summary>What a browser brought back, or a person pasted, after a sign-in in the browser.</summary>
internal abstract record RedirectAnswer
{
    /// <summary>All parameters, with the state that was sent.</summary>
    public sealed record Accepted(IReadOnlyDictionary<string, string> Parameters) : RedirectAnswer;

    /// <summary>It is not the answer to this sign-in; the wait goes on.</summary>
    public sealed record Ignored(string Reason) : RedirectAnswer;

    /// <summary>The provider ended the sign-in.</summary>
    public sealed record Failed(string Error, string? Description) : RedirectAnswer;

    /// <summary>Judges the parameters of a redirect.</summary>
    /// <param name="parameters">From the query or the fragment.</param>
    /// <param name="state">What was sent.</param>
    /// <param name="wanted"><c>code</c> or <c>access_token</c>.</param>
    public static RedirectAnswer Judge(IReadOnlyDictionary<string, string> parameters, string state, string wanted)
    {
        var given = parameters.GetValueOrDefault("state");
        if (given is not null && !SameState(given, state))
        {
            return new Ignored("It belongs to another sign-in: its state is not the one that was sent.");
        }

        // Some providers leave the state out when they refuse.
        if (parameters.GetValueOrDefault("error") is { Length: > 0 } error)
        {
            return new Failed(error, parameters.GetValueOrDefault("error_description"));
        }

        return given is null ? new Ignored("It has no state.")
            : parameters.GetValueOrDefault(wanted) is not { Length: > 0 } ? new Ignored($"It has no {wanted}.")
            : new Accepted(parameters);
    }

    /// <summary>Judges what a person pasted: the whole address, its query, or the bare code or token.</summary>
    public static RedirectAnswer JudgePasted(string pasted, string state, string wanted)
    {
        var text = pasted.Trim().Trim('"', '\'');
        if (text.Length == 0)
        {
            return new Ignored("Nothing was pasted.");
        }

        var isAddress = text.Contains("://", StringComparison.Ordinal);
        var parameters = Parse(isAddress && text.IndexOfAny(['?', '#']) is >= 0 and var start ? text[(start + 1)..] : text);
        if (!isAddress && !parameters.ContainsKey(wanted) && !parameters.ContainsKey("error") && !parameters.ContainsKey("state"))
        {
            // A bare code can't show its state; the proof key still binds it to this sign-in. Some pages show CODE#STATE.
            var bare = text.Split('#', 2);
            return bare.Length == 2 && !SameState(bare[1], state)
                ? new Ignored("It belongs to another sign-in: its state is not the one that was sent.")
                : bare[0].Any(char.IsWhiteSpace)
                    ? new Ignored("It is neither an address nor a code.")
                    : new Accepted(new Dictionary<string, string>(StringComparer.Ordinal) { [wanted] = bare[0] });
        }

        return Judge(parameters, state, wanted);
    }

    /// <summary>Reads <c>a=b&amp;c=d</c>; the first of two same names counts.</summary>
    public static Dictionary<string, string> Parse(string query)
    {
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in query.TrimStart('?', '#').Split(['&', '#'], StringSplitOptions.RemoveEmptyEntries))
        {
            var cut = pair.IndexOf('=', StringComparison.Ordinal);
            parameters.TryAdd(WebUtility.UrlDecode(cut < 0 ? pair : pair[..cut]), cut < 0 ? "" : WebUtility.UrlDecode(pair[(cut + 1)..]));
        }

        return parameters;
    }

    /// <summary>A record's own printing would show codes and tokens.</summary>
    public sealed override string ToString() => GetType().Name;

    private static bool SameState(string given, string sent) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(sent));
}
