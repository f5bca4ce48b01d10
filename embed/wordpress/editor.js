// The block in the editor: what the page will show, out of reach, and its settings beside it. Nothing is built here:
// WordPress brings all it uses, and runs it as it is.
{
  const { createElement: make, Fragment, useMemo } = wp.element;
  const { InspectorControls, useBlockProps } = wp.blockEditor;
  const { Disabled, PanelBody, SelectControl, TextControl, ToggleControl } = wp.components;
  const { __ } = wp.i18n;

  const NAME = 'crampwise/self-assessment';

  /** Attributes with a few values: name, label, help, and the values with their labels. */
  const choices = () => [
    ['mode', __('What is shown', 'crampwise'), __('“The same for every reader” asks nothing and gives no result.', 'crampwise'), {
      full: __('The self-assessment', 'crampwise'),
      information: __('The same for every reader', 'crampwise'),
      result: __('The last saved result', 'crampwise'),
      board: __('A coach’s teams', 'crampwise'),
      kiosk: __('A device that many use, which keeps nothing', 'crampwise'),
    }],
    ['layout', __('Questions', 'crampwise'), '', {
      steps: __('One after the other', 'crampwise'),
      single: __('All on one page', 'crampwise'),
    }],
    ['loading', __('Loaded', 'crampwise'), __('Until then your page loads one small script.', 'crampwise'), {
      click: __('When it is tapped', 'crampwise'),
      visible: __('When it is scrolled to', 'crampwise'),
      eager: __('With the page', 'crampwise'),
    }],
    ['headingLevel', __('Level of its first heading', 'crampwise'), '', { 2: '2', 3: '3', 4: '4', 5: '5', 6: '6' }],
    ['theme', __('Colours', 'crampwise'), '', {
      auto: __('As the reader’s device', 'crampwise'),
      light: __('Light', 'crampwise'),
      dark: __('Dark', 'crampwise'),
      contrast: __('High contrast', 'crampwise'),
    }],
    ['units', __('Units', 'crampwise'), '', {
      auto: __('As the reader’s language', 'crampwise'),
      metric: __('Metric', 'crampwise'),
      us: __('US', 'crampwise'),
    }],
    ['dir', __('Direction', 'crampwise'), '', {
      '': __('As the page', 'crampwise'),
      ltr: __('Left to right', 'crampwise'),
      rtl: __('Right to left', 'crampwise'),
      auto: __('As its words', 'crampwise'),
    }],
    ['backButton', __('The browser’s way back', 'crampwise'), '', {
      inside: __('Leaves the page', 'crampwise'),
      history: __('Leads to the screen before', 'crampwise'),
    }],
  ];

  const keeping = () => [
    ['storage', __('Answers are kept', 'crampwise'), __('In the reader’s browser, under the address of your site. Scripts of your site can read them there.', 'crampwise'), {
      auto: __('Until the reader deletes them', 'crampwise'),
      session: __('Until the tab is closed', 'crampwise'),
      none: __('Not at all', 'crampwise'),
    }],
  ];

  const switches = () => [
    ['noHistory', __('No saved results', 'crampwise')],
    ['noShare', __('No links to share', 'crampwise')],
    ['noPrint', __('No printing', 'crampwise')],
    ['noExport', __('No files to download', 'crampwise')],
  ];

  const edit = ({ attributes, setAttributes }) => {
    const choose = ([name, label, help, values]) => make(SelectControl, {
      key: name,
      label,
      help,
      value: attributes[name],
      options: Object.entries(values).map(([value, label]) => ({ value, label })),
      onChange: (value) => setAttributes({ [name]: value }),
      __nextHasNoMarginBottom: true,
    });
    const turn = ([name, label]) => make(ToggleControl, {
      key: name,
      label,
      checked: attributes[name],
      onChange: (value) => setAttributes({ [name]: value }),
      __nextHasNoMarginBottom: true,
    });
    const type = (name, label, help, cleaned) => make(TextControl, {
      label,
      help,
      value: attributes[name],
      onChange: (value) => setAttributes({ [name]: cleaned(value) }),
      __nextHasNoMarginBottom: true,
    });
    // An address that is still being typed would be refused, and a link that cannot be followed needs none. The same
    // object as long as nothing changes: with another one WordPress begins to wait anew, and shows nothing new.
    const shown = useMemo(() => ({ ...attributes, href: '', preset: '' }), [attributes]);
    return make(Fragment, null,
      make(InspectorControls, null,
        make(PanelBody, { title: __('Self-assessment', 'crampwise') },
          choices().map(choose),
          type('href', __('Address of its own page', 'crampwise'), __('Where the link leads without scripts. It begins with https://. Empty: the page that came with the plugin.', 'crampwise'), (it) => it.trim()),
          type('preset', __('A coach’s set-up', 'crampwise'), __('The link that a coach made for a team. Readers answer for that team.', 'crampwise'),
            (it) => it.trim().replace(/^[^#]*#/, '')),
        ),
        make(PanelBody, { title: __('What is kept', 'crampwise'), initialOpen: false },
          keeping().map(choose),
          switches().map(turn),
          type('namespace', __('Name of the history', 'crampwise'), __('Blocks of one name share saved results: small letters, digits and dashes, at most 24.', 'crampwise'),
            (it) => it.toLowerCase().replace(/[^a-z0-9-]/g, '').slice(0, 24)),
        ),
      ),
      make('div', useBlockProps(),
        make(Disabled, null, make(wp.serverSideRender, { block: NAME, attributes: shown })),
      ),
    );
  };

  const line = 'M2 12h4l2-5 3 10 3-12 3 13 2-6h3';
  const icon = make('svg', { viewBox: '0 0 24 24', fill: 'none', stroke: 'currentColor', strokeWidth: 1.5 }, make('path', { d: line, fill: 'none' }));

  // All else is in block.json, and what readers see is written by the server.
  wp.blocks.registerBlockType(NAME, { icon, edit, save: () => null });
}
