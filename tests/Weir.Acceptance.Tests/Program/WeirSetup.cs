using System.Security.Cryptography;

namespace Weir.Acceptance.Tests.Program;

/// <summary>How one <c>weir</c> is set up: what a person would put into files and variables.</summary>
internal sealed record WeirSetup
{
    /// <summary>The text of weir.yaml; null for no file.</summary>
    public string? Config { get; init; }

    /// <summary>The client key of <c>WEIR_KEY</c>; null leaves the variable out.</summary>
    public string? ClientKey { get; init; } = RandomKey();

    /// <summary>The admin key of <c>WEIR_ADMIN_KEY</c>; null leaves the variable out.</summary>
    public string? AdminKey { get; init; } = RandomKey();

    /// <summary>Variables on top of the few that every program gets.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>Switches after <c>serve</c>.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>A key as strong as those that Weir makes.</summary>
    public static string RandomKey() => "test-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
}
