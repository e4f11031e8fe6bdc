namespace Weir.Gateway.Admin.People;

/// <summary>Somebody who has keys or signs in to the console.</summary>
public sealed record UserEntry
{
    public required string Id { get; init; }

    /// <summary>Unique; what keys, budgets and usage call him.</summary>
    public required string Name { get; init; }

    public string? Email { get; init; }

    /// <summary><c>member</c>, <c>manager</c> or <c>admin</c>.</summary>
    public required string Role { get; init; }

    /// <summary>The team he is in; null = none.</summary>
    public string? Team { get; init; }

    /// <summary>False: his keys are refused, and he can't sign in.</summary>
    public required bool Enabled { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>How many keys of his are good.</summary>
    public required int Keys { get; init; }
}
