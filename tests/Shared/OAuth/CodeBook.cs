using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Weir.TestKit.OAuth;

/// <summary>Authorization codes: each is bound to its client, redirect address and proof key, and good for one exchange.</summary>
public sealed class CodeBook(ServerRules rules)
{
    private readonly ConcurrentDictionary<string, Entry> _codes = new(StringComparer.Ordinal);

    /// <summary>Judges a request of the browser and says where it goes; false when it may go nowhere.</summary>
    public bool Authorize(IQueryCollection query, out string? location)
    {
        location = null;
        var redirect = query["redirect_uri"].ToString();
        if (query["client_id"] != rules.ClientId || !rules.Redirects.Any(registered => Fits(registered, redirect)))
        {
            return false;
        }

        var state = Uri.EscapeDataString(query["state"].ToString());
        if (rules.Decision != "allow")
        {
            location = $"{redirect}?error={rules.Decision}&error_description=The+person+said+no&state={state}";
        }
        else if (query["response_type"] == "token")
        {
            location = $"{redirect}#access_token=implicit-token&token_type=Bearer&expires_in=3600&state={state}";
        }
        else if (query["response_type"] == "code" && query["code_challenge_method"] == "S256" && query["code_challenge"].ToString() is { Length: 43 } challenge)
        {
            location = $"{redirect}?code={Create(redirect, challenge)}&state={state}";
        }
        else
        {
            location = $"{redirect}?error=invalid_request&state={state}";
        }

        return true;
    }

    /// <summary>A fresh code.</summary>
    public string Create(string redirect, string challenge)
    {
        var code = $"code/{Guid.NewGuid():N}+{_codes.Count}";
        _codes[code] = new Entry(redirect, challenge);
        return Uri.EscapeDataString(code);
    }

    public Answer Redeem(IReadOnlyDictionary<string, string> form, TokenBook tokens)
    {
        if (!_codes.TryGetValue(form.GetValueOrDefault("code") ?? "", out var entry))
        {
            return Answer.Error("invalid_grant");
        }

        if (Interlocked.Exchange(ref entry.Used, 1) == 1)
        {
            // RFC 6749, section 4.1.2: what the code gave the first time ends too.
            tokens.End(entry.Family);
            return Answer.Error("invalid_grant");
        }

        if (form.GetValueOrDefault("redirect_uri") != entry.Redirect || Challenge(form.GetValueOrDefault("code_verifier")) != entry.Challenge)
        {
            return Answer.Error("invalid_grant");
        }

        var answer = tokens.First(out var family);
        entry.Family = family;
        return answer;
    }

    /// <summary>RFC 7636, section 4.6; null for a verifier of the wrong form.</summary>
    public static string? Challenge(string? verifier) =>
        verifier is { Length: >= 43 and <= 128 } && verifier.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '~')
            ? Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)))
            : null;

    private static bool Fits(string registered, string given) =>
        registered == given ||
        (Uri.TryCreate(given, UriKind.Absolute, out var url) && url is { Host: "127.0.0.1", Port: > 0 } && new UriBuilder(url) { Port = 80 }.Uri.AbsoluteUri == new Uri(registered).AbsoluteUri);

    private sealed class Entry(string redirect, string challenge)
    {
        public int Used;

        public string Redirect => redirect;

        public string Challenge => challenge;

        public int Family { get; set; }
    }
}
