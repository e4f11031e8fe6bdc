namespace Weir.Metering.People;

/// <summary>Somebody who has keys or signs in to the console.</summary>
public sealed record User
{
    /// <summary><c>usr_</c> and 16 characters. A user who is made anew under an old name is somebody else.</summary>
    public required string Id { get; init; }

    /// <summary>What keys, budgets and the ledger call him, and what a sign-in tells of him; unique, whatever the case of its letters.</summary>
    public required string Name { get; init; }

    /// <summary>For people to read; nothing is looked up by it.</summary>
    public string? Email { get; init; }

    public required Role Role { get; init; }

    /// <summary>The team he is in; null = none. One at most, so that each cent falls on one team's budget.</summary>
    public string? Team { get; init; }

    /// <summary>False: his keys are refused, and he can't sign in.</summary>
    public bool IsEnabled { get; init; } = true;

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Console sessions that began before this are over; null = none are.</summary>
    public DateTimeOffset? SignedOutAt { get; init; }
}
