using Weir.Gateway.Admin;
using Weir.Routing.Configuration;

namespace Weir.Commands.Config;

/// <summary>What can be done with a weir.yaml by itself.</summary>
/// <param name="Validate">Reads a file and gives its problems in order; empty when all is well. Throws <see cref="IOException"/> for none.</param>
/// <param name="Schema">The JSON schema of weir.yaml.</param>
/// <param name="Migrate">Text of an old file, the file's name, and names that keys are stored under by connection, to a version 2 file.</param>
internal sealed record ConfigTools(
    Func<string, CancellationToken, Task<IReadOnlyList<ConfigNote>>> Validate,
    Func<string> Schema,
    Func<string, string, IReadOnlyDictionary<string, string>, MigratedConfig> Migrate);
