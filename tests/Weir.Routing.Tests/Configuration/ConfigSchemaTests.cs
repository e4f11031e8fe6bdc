using Weir.Routing.Configuration;

namespace Weir.Routing.Tests.Configuration;

public sealed class ConfigSchemaTests
{
    [Fact]
    public void ThePublishedSchema_IsInStep()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Weir.slnx")))
        {
            folder = folder.Parent!;
        }

        var file = Path.Combine(folder.FullName, "docs", "weir.schema.json");
        if (Environment.GetEnvironmentVariable("WEIR_UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(file, ConfigSchema.Write());
        }

        Assert.Equal(ConfigSchema.Write(), File.ReadAllText(file).ReplaceLineEndings("\n"));
    }
}
