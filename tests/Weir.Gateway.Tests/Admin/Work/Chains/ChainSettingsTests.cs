using Weir.Gateway.Admin.Chains;
using Weir.Gateway.Admin.Work.Chains;

namespace Weir.Gateway.Tests.Admin.Work.Chains;

public sealed class ChainSettingsTests
{
    [Fact]
    public void What_is_left_out_is_not_written() => Assert.Equal("""{"targets":["a/m"]}""", ChainSettings.Of(new ChainOrder { Targets = ["a/m"] }));

    [Fact]
    public void All_of_it_is_written_in_the_words_of_the_file()
    {
        var order = new ChainOrder
        {
            Targets = ["a/m", "b/m"],
            Strategy = "weighted",
            Weights = new Dictionary<string, int> { ["b/m"] = 3 },
            Retries = 0,
            MoveOn = [],
            DeadlineSeconds = 0.5,
            AskBeforeSwitching = true,
            OnCut = "continue",
        };

        Assert.Equal(
            """{"targets":["a/m","b/m"],"strategy":"weighted","weights":{"b/m":3},"retries":0,"move_on":[],"deadline":"0.5s","ask_before_switching":true,"on_cut":"continue"}""",
            ChainSettings.Of(order));
    }
}
