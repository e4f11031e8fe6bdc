namespace Weir.Gateway.Admin.People;

/// <summary>What becomes different about a user; null stays as it is.</summary>
public sealed record UserEdit
{
    /// <summary>Empty takes it away.</summary>
    public string? Email { get; init; }

    /// <summary><c>member</c>, <c>manager</c> or <c>admin</c>.</summary>
    public string? Role { get; init; }

    /// <summary>Empty takes him out of his team.</summary>
    public string? Team { get; init; }

    /// <summary>False refuses his keys and signs him out everywhere.</summary>
    public bool? Enabled { get; init; }
}
