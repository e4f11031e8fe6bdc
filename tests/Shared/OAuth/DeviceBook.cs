using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace Weir.TestKit.OAuth;

/// <summary>Device codes. Whoever asks sooner than the interval is told to slow down, and the interval grows (RFC 8628, section 3.5).</summary>
public sealed class DeviceBook(ServerRules rules, TimeProvider time)
{
    public const string GrantType = "urn:ietf:params:oauth:grant-type:device_code";

    // Timers are exact to a few milliseconds, whatever a second is here.
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(0.5);

    private readonly ConcurrentDictionary<string, Entry> _codes = new(StringComparer.Ordinal);
    private int _slowDowns;

    /// <summary>How often somebody asked too soon.</summary>
    public int TooSoon { get; private set; }

    /// <summary>The scope of the last request.</summary>
    public string? Scope { get; private set; }

    /// <summary>The code that the person types, of the last flow.</summary>
    public string? LastUserCode => _codes.Values.LastOrDefault()?.UserCode;

    /// <summary>Tells the next callers to slow down, without a reason; they must, from then on.</summary>
    public void SlowDown(int times) => _slowDowns = times;

    public void Approve(string userCode) => Find(userCode).Word = "approved";

    public void Deny(string userCode) => Find(userCode).Word = "access_denied";

    /// <summary>As if the code's time were over.</summary>
    public void Expire(string userCode) => Find(userCode).Word = "expired_token";

    public Answer Start(IReadOnlyDictionary<string, string> form, string page)
    {
        var (code, entry) = Create();
        Scope = form.GetValueOrDefault("scope");
        var json = new JsonObject
        {
            ["device_code"] = code,
            ["user_code"] = entry.UserCode,
            ["verification_uri"] = rules.VerificationPage ?? page,
            ["expires_in"] = rules.DeviceLifetime,
        };
        if (rules.NamesWholePage && rules.VerificationPage is null)
        {
            json["verification_uri_complete"] = $"{page}?user_code={entry.UserCode}";
        }

        if (rules.Interval is { } interval)
        {
            json["interval"] = interval;
        }

        return Answer.Ok(json);
    }

    public Answer Ask(IReadOnlyDictionary<string, string> form, TokenBook tokens)
    {
        if (!_codes.TryGetValue(form.GetValueOrDefault("device_code") ?? "", out var entry))
        {
            return Answer.Error("invalid_grant");
        }

        if (IsTooSoon(entry))
        {
            return Answer.Error("slow_down");
        }

        switch (entry.Word)
        {
            case "approved":
                entry.Word = "invalid_grant";
                return tokens.First(out _);
            case "authorization_pending" when rules.TellsExpiry && time.GetUtcNow() > entry.EndsAt:
                return Answer.Error("expired_token");
            default:
                return Answer.Error(entry.Word);
        }
    }

    public Answer StartOpenAi(IReadOnlyDictionary<string, string> members)
    {
        if (members.Count != 1 || members.GetValueOrDefault("client_id") != rules.ClientId)
        {
            return Answer.Error("invalid_client");
        }

        var (code, entry) = Create();
        return Answer.Ok(new JsonObject { ["device_auth_id"] = code, ["user_code"] = entry.UserCode, ["interval"] = "5" });
    }

    public Answer AskOpenAi(IReadOnlyDictionary<string, string> members, CodeBook codes)
    {
        if (members.Count != 2 || !_codes.TryGetValue(members.GetValueOrDefault("device_auth_id") ?? "", out var entry) || members.GetValueOrDefault("user_code") != entry.UserCode)
        {
            return Answer.Error("invalid_request");
        }

        _ = IsTooSoon(entry);
        if (entry.Word != "approved")
        {
            return entry.Word == "authorization_pending" ? Answer.Error(entry.Word, 403) : Answer.Error(entry.Word, 401);
        }

        var verifier = new string('v', 43);
        var code = Uri.UnescapeDataString(codes.Create(rules.Redirects[0], CodeBook.Challenge(verifier)!));
        return Answer.Ok(new JsonObject { ["authorization_code"] = code, ["code_verifier"] = verifier });
    }

    private (string Code, Entry Entry) Create()
    {
        var entry = new Entry(Guid.NewGuid().ToString("N")[..8].ToUpperInvariant())
        {
            Interval = TimeSpan.FromSeconds(rules.Interval ?? 5),
            EndsAt = time.GetUtcNow() + TimeSpan.FromSeconds(rules.DeviceLifetime),
            AskedAt = time.GetUtcNow(),
        };
        var code = Guid.NewGuid().ToString("N");
        _codes[code] = entry;
        return (code, entry);
    }

    private bool IsTooSoon(Entry entry)
    {
        var (now, before) = (time.GetUtcNow(), entry.AskedAt);
        entry.AskedAt = now;
        var tooSoon = now - before < entry.Interval - Tolerance;
        if (tooSoon)
        {
            TooSoon++;
        }
        else if (Interlocked.Decrement(ref _slowDowns) < 0)
        {
            Interlocked.Increment(ref _slowDowns);
            return false;
        }

        entry.Interval += TimeSpan.FromSeconds(5);
        return true;
    }

    private Entry Find(string userCode) => _codes.Values.Single(entry => entry.UserCode == userCode);

    private sealed class Entry(string userCode)
    {
        public string UserCode => userCode;

        public string Word { get; set; } = "authorization_pending";

        public TimeSpan Interval { get; set; }

        public DateTimeOffset EndsAt { get; init; }

        public DateTimeOffset AskedAt { get; set; }
    }
}
