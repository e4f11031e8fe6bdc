using System.Globalization;
using System.Reflection;

namespace Weir.Storage.Migrations;

/// <summary>The migrations of one room, ascending by number.</summary>
public sealed record MigrationSet
{
    public MigrationSet(string scope, IEnumerable<Migration> migrations)
    {
        ArgumentException.ThrowIfNullOrEmpty(scope);
        Scope = scope;
        Migrations = [.. migrations.OrderBy(migration => migration.Number)];
        if (Migrations.DistinctBy(migration => migration.Number).Count() != Migrations.Count)
        {
            throw new ArgumentException($"Two migrations of '{scope}' have the same number.", nameof(migrations));
        }
    }

    /// <summary>The room, e.g. <c>metering</c>.</summary>
    public string Scope { get; }

    public IReadOnlyList<Migration> Migrations { get; }

    /// <summary>
    /// Reads the embedded resources of an assembly that are named <c>&lt;anything&gt;.NNNN-name.sql</c>, e.g.
    /// <c>Weir.Metering.Migrations.0001-create-keys.sql</c>.
    /// </summary>
    public static MigrationSet FromResources(string scope, Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        return new MigrationSet(scope, assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(".sql", StringComparison.Ordinal))
            .Select(name => Read(assembly, name)));
    }

    private static Migration Read(Assembly assembly, string resource)
    {
        var file = Path.GetFileNameWithoutExtension(resource);
        file = file[(file.LastIndexOf('.') + 1)..];
        var dash = file.IndexOf('-', StringComparison.Ordinal);
        if (dash < 1 || !int.TryParse(file[..dash], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            throw new InvalidOperationException($"The migration '{resource}' is not named NNNN-name.sql.");
        }

        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return new Migration(number, file[(dash + 1)..], reader.ReadToEnd());
    }
}
