namespace Weir.TestKit;

/// <summary>Where the sources and the build output of this checkout lie, seen from the test assembly.</summary>
internal static class Repository
{
    /// <summary>The folder that holds the solution.</summary>
    public static DirectoryInfo Root { get; } = FindRoot();

    /// <summary>True on a build server: what is missing there is an error, not a reason to skip.</summary>
    public static bool IsCi { get; } = string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase);

    private static DirectoryInfo FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Weir.slnx")))
            {
                return folder;
            }
        }

        throw new InvalidOperationException($"No Weir.slnx above {AppContext.BaseDirectory}: the tests run from the build output of a checkout.");
    }
}
