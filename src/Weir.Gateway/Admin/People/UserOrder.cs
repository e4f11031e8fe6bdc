namespace Weir.Gateway.Admin.People;

/// <summary>A user to make.</summary>
public sealed record UserOrder
{
    /// <summary>What a sign-in tells of him, mostly a mail address; 1 to 128 characters without slashes.</summary>
    public required string Name { get; init; }

    public string? Email { get; init; }

    /// <summary><c>member</c>, <c>manager</c> or <c>admin</c>; null = member.</summary>
    public string? Role { get; init; }

    /// <summary>A team that exists; null = none.</summary>
    public string? Team { get; init; }
}
