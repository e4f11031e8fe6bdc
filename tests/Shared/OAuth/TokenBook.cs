using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Weir.TestKit.OAuth;

/// <summary>Tokens that were given. Refresh tokens rotate; one that is shown again after that ends its whole family (RFC 9700, section 4.14).</summary>
public sealed class TokenBook(ServerRules rules)
{
    private readonly ConcurrentDictionary<string, int> _refresh = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<int, bool> _ended = new();
    private int _families;
    private int _given;

    /// <summary>How many answers with tokens were given.</summary>
    public int Given => _given;

    /// <summary>False once the family of tokens was ended.</summary>
    public bool Lives(int family) => !_ended.ContainsKey(family);

    /// <summary>Ends all tokens of a family.</summary>
    public void End(int family) => _ended[family] = true;

    /// <summary>A new family's first tokens.</summary>
    public Answer First(out int family) => Next(family = Interlocked.Increment(ref _families));

    public Answer Refresh(IReadOnlyDictionary<string, string> form)
    {
        if (!_refresh.TryGetValue(form.GetValueOrDefault("refresh_token") ?? "", out var entry) || !Lives(Math.Abs(entry)))
        {
            return Answer.Error("invalid_grant");
        }

        if (entry < 0 || !_refresh.TryUpdate(form["refresh_token"], -entry, entry))
        {
            End(Math.Abs(entry));
            return Answer.Error("invalid_grant");
        }

        return Next(entry);
    }

    private Answer Next(int family)
    {
        var number = Interlocked.Increment(ref _given);
        var refresh = $"refresh-{family}-{number}-{Guid.NewGuid():N}";
        _refresh[refresh] = family;
        var json = new JsonObject
        {
            [rules.TokenMember] = string.Create(CultureInfo.InvariantCulture, $"token-{family}-{number}"),
            ["token_type"] = rules.TokenType,
            ["refresh_token"] = refresh,
        };
        if (rules.TokenLifetime is { } lifetime)
        {
            json["expires_in"] = lifetime;
        }

        if (rules.IdClaims is { } claims)
        {
            json["id_token"] = $"{Encoded("""{"alg":"none"}""")}.{Encoded(claims)}.c2ln";
        }

        return Answer.Ok(json);
    }

    private static string Encoded(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
