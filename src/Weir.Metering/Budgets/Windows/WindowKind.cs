namespace Weir.Metering.Budgets.Windows;

/// <summary>When a budget begins anew.</summary>
public enum WindowKind
{
    Unknown = 0,
    Daily,
    Weekly,
    Monthly,

    /// <summary>The last so many hours, at any moment.</summary>
    Rolling,

    /// <summary>Never.</summary>
    Lifetime,
}
