using Weir.Gateway.Admin.Limits;

namespace Weir.Gateway.Admin.Connections;

/// <summary>One connection: what is set for it and where, and what would break without it.</summary>
public sealed record ConnectionDetail
{
    public required string Name { get; init; }

    /// <summary>Catalogue id.</summary>
    public required string Provider { get; init; }

    /// <summary>Where it comes from: <c>weir.yaml:3</c>, <c>environment</c>, <c>added while running</c>, ...</summary>
    public required string Origin { get; init; }

    /// <summary>True when weir.yaml declares it: then it can be changed there alone.</summary>
    public required bool Declared { get; init; }

    /// <summary>True when it was added while running: then it can be removed.</summary>
    public required bool Saved { get; init; }

    /// <summary>False when it was switched off.</summary>
    public required bool Enabled { get; init; }

    /// <summary>What is set for it, without secrets; what isn't set is the provider's.</summary>
    public IReadOnlyList<ConnectionSetting> Settings { get; init; } = [];

    public required ConnectionUses Uses { get; init; }

    /// <summary>What one run may take through it.</summary>
    public IReadOnlyList<RunCapEntry> RunCaps { get; init; } = [];
}

/// <summary>One value that is set for a connection.</summary>
/// <param name="Name">The key in the words of weir.yaml: <c>base_url</c>, <c>timeouts.connect</c>, ...</param>
/// <param name="Value">The value; secrets are hidden.</param>
/// <param name="Place">Where it stands, file and line; null = set while running.</param>
public sealed record ConnectionSetting(string Name, string Value, string? Place);

/// <summary>What names a connection, and so breaks or changes without it. A use of one of its models counts.</summary>
/// <param name="Aliases">Short names.</param>
/// <param name="Chains">Chains with a step that leads there.</param>
/// <param name="Keys">Client keys whose model list names it.</param>
/// <param name="Overrides">Scopes of choices made while running, e.g. <c>gateway</c>, <c>key ci</c>.</param>
/// <param name="Budgets">Ids of budgets on it, or on a model of it.</param>
public sealed record ConnectionUses(IReadOnlyList<string> Aliases, IReadOnlyList<string> Chains, IReadOnlyList<string> Keys, IReadOnlyList<string> Overrides, IReadOnlyList<string> Budgets);
