namespace Weir.Catalog;

/// <summary>One thing that a sign-in asks beforehand.</summary>
public sealed record SignInField
{
    /// <summary>Its name in <c>${name}</c> parts and among the facts that the sign-in leaves behind.</summary>
    public required string Name { get; init; }

    /// <summary>The question.</summary>
    public required string Label { get; init; }

    /// <summary>One of <see cref="SignInFieldForms"/>.</summary>
    public string Form { get; init; } = SignInFieldForms.Text;

    /// <summary>The answer of those who give none.</summary>
    public string? Default { get; init; }

    /// <summary>The variable that answers it instead of the person.</summary>
    public string? Variable { get; init; }

    /// <summary>True when it may stay unanswered.</summary>
    public bool IsOptional { get; init; }
}
