namespace Weir.TestKit.OAuth;

/// <summary>How the authorization server is set up, and what it is told to do wrong.</summary>
public sealed class ServerRules
{
    public string ClientId { get; init; } = "weir-client";

    /// <summary>Null for a public client.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>True: the client must show itself by HTTP Basic and in no other way.</summary>
    public bool WantsBasic { get; init; }

    /// <summary>True: the endpoints take JSON and refuse forms; false: the other way round.</summary>
    public bool WantsJson { get; init; }

    /// <summary>Registered redirect addresses; a loopback IP takes any port (RFC 8252, section 7.3).</summary>
    public IReadOnlyList<string> Redirects { get; init; } = ["http://127.0.0.1/callback"];

    /// <summary>Seconds between two questions about a device code; null leaves it to the client, which then takes 5.</summary>
    public double? Interval { get; init; } = 5;

    /// <summary>Seconds that a device code lives.</summary>
    public double DeviceLifetime { get; init; } = 600;

    /// <summary>False: the server forgets to say that a code has expired.</summary>
    public bool TellsExpiry { get; init; } = true;

    /// <summary>Seconds that a token lives; null: it isn't told.</summary>
    public double? TokenLifetime { get; init; } = 3600;

    public string TokenMember { get; init; } = "access_token";

    public string TokenType { get; init; } = "Bearer";

    /// <summary>Claims of the id token, as JSON; null: there is no id token.</summary>
    public string? IdClaims { get; init; }

    /// <summary>Replaces the page that a device flow names.</summary>
    public string? VerificationPage { get; init; }

    /// <summary>False: the answer has no verification_uri_complete.</summary>
    public bool NamesWholePage { get; init; } = true;

    /// <summary>How wrong the server's clock is, as its Date header shows.</summary>
    public TimeSpan ClockSkew { get; init; }

    /// <summary>What the person does at the authorize page: <c>allow</c>, or the error that comes back.</summary>
    public string Decision { get; set; } = "allow";
}
