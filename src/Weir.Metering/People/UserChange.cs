namespace Weir.Metering.People;

/// <summary>What becomes different about a user; a null member stays as it is.</summary>
public sealed record UserChange
{
    /// <summary>Empty takes it away.</summary>
    public string? Email { get; init; }

    public Role? Role { get; init; }

    /// <summary>Empty takes him out of his team.</summary>
    public string? Team { get; init; }

    public bool? IsEnabled { get; init; }
}
