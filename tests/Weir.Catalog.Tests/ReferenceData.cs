namespace Weir.Catalog.Tests;

/// <summary>
/// The copy of models.dev's api.json that the committed snapshot was made from: where <c>WEIR_MODELS_DEV</c> says, else in
/// <c>shared/data</c> beside the repository or above it. Tests that need it are skipped where it is missing, and fail on CI.
/// </summary>
internal static class ReferenceData
{
    private const string Variable = "WEIR_MODELS_DEV";
    private const string Reason = $"No models.dev data here: set {Variable} to a copy of api.json, or put it in shared/data/models.dev.api.json beside the repository.";

    public static FileStream OpenModelsDev()
    {
        var path = Find();
        if (path is null && Environment.GetEnvironmentVariable("CI") == "true")
        {
            Assert.Fail(Reason);
        }

        Assert.SkipUnless(path is not null, Reason);
        return File.OpenRead(path!);
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given)
        {
            return File.Exists(given) ? given : null;
        }

        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            var path = Path.Combine(directory.FullName, "shared", "data", "models.dev.api.json");
            if (File.Exists(path))
            {
                return path;
            }
        }

        return null;
    }
}
