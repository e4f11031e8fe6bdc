namespace Weir.Gateway.Admin.Sessions;

/// <summary>A test session.</summary>
public sealed record SessionEntry
{
    public required string Id { get; init; }

    /// <summary>The name of its connection in the ledger: <c>session-ID</c>.</summary>
    public required string Connection { get; init; }

    /// <summary>The provider or connection that it was made for.</summary>
    public required string Provider { get; init; }

    /// <summary>The model of its first message; null leaves the choice to Weir.</summary>
    public string? Model { get; init; }

    /// <summary><c>open</c> or <c>over</c>.</summary>
    public required string State { get; init; }

    /// <summary>Name of the admin key that made it.</summary>
    public required string CreatedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>0 when it is over.</summary>
    public required double SecondsLeft { get; init; }

    /// <summary>Requests that it let in.</summary>
    public required long Uses { get; init; }

    /// <summary>Billionths of a US dollar, as far as the ledger has it.</summary>
    public required long CostNanoDollars { get; init; }

    public decimal CostUsd => CostNanoDollars / 1_000_000_000m;
}

/// <summary>A session that was just made.</summary>
/// <param name="Session">The session.</param>
/// <param name="Token">What its holder sends as <c>x-weir-session</c>; told this once.</param>
public sealed record CreatedSession(SessionEntry Session, string Token)
{
    /// <summary>Says nothing of the token.</summary>
    public override string ToString() => Session.ToString();
}
