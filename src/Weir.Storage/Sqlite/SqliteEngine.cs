using System.Reflection;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace Weir.Storage.Sqlite;

/// <summary>
/// Which SQLite runs: the system's where it is at least as new as the one that ships with Weir, since the system's gets its security
/// fixes. Chosen once per process, when first asked for.
/// </summary>
public sealed class SqliteEngine
{
    /// <summary>The engine that ships: 3.35.5, as sqlite3_libversion_number writes it.</summary>
    internal const int BundledVersion = 3_035_005;

    private const string ProviderLibrary = "e_sqlite3";

    private static readonly Lazy<SqliteEngine> Chosen = new(Choose);

    private SqliteEngine(string version, string? systemLibrary)
    {
        Version = version;
        SystemLibrary = systemLibrary;
    }

    public static SqliteEngine Current => Chosen.Value;

    /// <summary>The engine's own version, e.g. <c>3.40.1</c>.</summary>
    public string Version { get; }

    /// <summary>File name of the system's library, e.g. <c>libsqlite3.so.0</c>; null when the shipped engine runs.</summary>
    public string? SystemLibrary { get; }

    /// <summary>True when the engine is the old one that ships, with its known advisories.</summary>
    public bool IsBundled => SystemLibrary is null;

    public override string ToString() => $"SQLite {Version} ({SystemLibrary ?? "shipped with Weir"})";

    private static SqliteEngine Choose()
    {
        var system = FindSystemLibrary(out var handle);
        if (system is not null)
        {
            NativeLibrary.SetDllImportResolver(
                typeof(SQLite3Provider_e_sqlite3).Assembly,
                (name, _, _) => name == ProviderLibrary ? handle : 0);
        }

        raw.SetProvider(new SQLite3Provider_e_sqlite3());
        return new SqliteEngine(raw.sqlite3_libversion().utf8_to_string(), system);
    }

    private static string? FindSystemLibrary(out nint handle)
    {
        foreach (var name in Candidates())
        {
            if (NativeLibrary.TryLoad(name, Assembly.GetExecutingAssembly(), null, out handle))
            {
                if (IsUsable(handle))
                {
                    return name;
                }

                NativeLibrary.Free(handle);
            }
        }

        handle = 0;
        return null;
    }

    private static string[] Candidates()
    {
        if (OperatingSystem.IsWindows())
        {
            // A 32-bit winsqlite3 exports another calling convention.
            return Environment.Is64BitProcess ? ["winsqlite3"] : [];
        }

        return OperatingSystem.IsMacOS() ? ["libsqlite3.dylib"] : ["libsqlite3.so.0"];
    }

    // New enough, and built to be called from several threads.
    private static bool IsUsable(nint library) =>
        Number(library, "sqlite3_libversion_number") >= BundledVersion && Number(library, "sqlite3_threadsafe") != 0;

    private static unsafe int Number(nint library, string function) =>
        NativeLibrary.TryGetExport(library, function, out var address) ? ((delegate* unmanaged[Cdecl]<int>)address)() : 0;
}
