using Weir.Gateway.Admin;

namespace Weir.Commands.Config;

/// <summary>What can be done with a weir.yaml by itself.</summary>
/// <param name="Validate">Reads a file and gives its problems in order; empty when all is well. Throws <see cref="IOException"/> for none.</param>
/// <param name="Schema">The JSON schema of weir.yaml.</param>
/// <param name="Migrate">Text of an old file, and the file's name, to a version 2 file.</param>
internal sealed record ConfigTools(
    Func<string, CancellationToken, Task<IReadOnlyList<ConfigNote>>> Validate,
    Func<string> Schema,
    Func<string, string, ConfigMigration> Migrate);

/// <summary>A migrated file.</summary>
/// <param name="Text">The new file.</param>
/// <param name="Notes">What a person should know, a sentence each.</param>
internal sealed record ConfigMigration(string Text, IReadOnlyList<string> Notes);
