namespace Weir.Gateway.Admin.Audit;

/// <summary>A row of the audit log, with all that its hash is made of; see docs/audit.md. Texts that there is nothing for are empty.</summary>
public sealed record AuditEntry
{
    /// <summary>1 for the first, one more for each.</summary>
    public required long Number { get; init; }

    /// <summary>When, in unix milliseconds: the number that is hashed.</summary>
    public required long AtMs { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset At => DateTimeOffset.FromUnixTimeMilliseconds(AtMs);

    /// <summary><c>admin_key</c>, <c>console</c>, <c>cli</c>, <c>file</c>, <c>gateway</c> or <c>unknown</c>.</summary>
    public required string ActorKind { get; init; }

    /// <summary>The key's name, <c>local</c>, <c>weir.yaml</c> or <c>gateway</c>.</summary>
    public required string Actor { get; init; }

    /// <summary>IP address.</summary>
    public required string Address { get; init; }

    /// <summary><c>weir-cli</c>, <c>browser</c>, <c>curl</c>, <c>library</c>, <c>other</c> or <c>none</c>.</summary>
    public required string Agent { get; init; }

    /// <summary>What happened, as docs/audit.md lists it.</summary>
    public required string Kind { get; init; }

    /// <summary>What it happened to.</summary>
    public required string Subject { get; init; }

    /// <summary>How often; more than 1 where it is counted.</summary>
    public required long Times { get; init; }

    /// <summary>A JSON object as a text, without secrets.</summary>
    public required string Before { get; init; }

    /// <summary>A JSON object as a text, without secrets.</summary>
    public required string After { get; init; }

    /// <summary>Hash of the row before, SHA-256 in hex.</summary>
    public required string PreviousHash { get; init; }

    /// <summary>Its own.</summary>
    public required string Hash { get; init; }
}
