-- What people call a service, and the words that short names of CMS's and the AMA's use for it.
-- grain: one row per plain and printed
-- key: plain, printed
-- source: the abbreviations in PPRRVU and Addendum B, read there. Names have 28 to 35 characters: an injection
--   is inj, njx or nj.
select
    plain,
    printed
from (
    values
    ('dry needling', 'ndl insj w o njx'),
    ('needle', 'ndl'), ('needling', 'ndl'),
    ('injection', 'inj'), ('injection', 'njx'), ('injection', 'inject'),
    ('insertion', 'ins'), ('insertion', 'insj'), ('insertion', 'insert'),
    ('removal', 'rmvl'), ('removal', 'rem'), ('removal', 'remove'), ('removal', 'rmv'),
    ('replacement', 'rplcmt'), ('replacement', 'replace'), ('replacement', 'repl'),
    ('arthroscopy', 'arthrs'), ('arthroplasty', 'arthrp'),
    ('biopsy', 'bx'), ('biopsies', 'biopsy'), ('excision', 'exc'), ('excision', 'excise'),
    ('lesion', 'les'), ('lesions', 'lesion'),
    ('drainage', 'drg'), ('drainage', 'drain'), ('fracture', 'fx'),
    ('treatment', 'tx'), ('treatment', 'tmt'), ('evaluation', 'eval'), ('management', 'mgmt'),
    ('office visit', 'office o p'), ('office visit', 'off op'),
    ('emergency visit', 'emergency dept visit'), ('emergency room', 'emergency dept'),
    ('hospital visit', 'hosp'),
    ('ultrasound', 'us'), ('ultrasound', 'echo'), ('xray', 'x ray'), ('mammogram', 'mammography'),
    ('mammogram', 'mammo'), ('mammography', 'mammo'), ('ct', 'ct'), ('cat scan', 'ct'),
    ('mri', 'mri'), ('contrast', 'dye'), ('without contrast', 'w o dye'),
    ('with contrast', 'w dye'), ('pelvis', 'pelv'), ('abdomen', 'abd'), ('lumbar', 'lum'),
    ('cervical', 'cerv'), ('thoracic', 'thor'), ('vertebra', 'vert'),
    ('physical therapy', 'pt'), ('occupational therapy', 'ot'), ('therapeutic', 'ther'),
    ('exercise', 'exercises'), ('vaccine', 'vacc'), ('vaccine', 'vac'), ('flu', 'iiv'),
    ('flu vaccine', 'iiv'), ('blood count', 'cbc'), ('complete blood count', 'complete cbc'),
    ('cpap', 'airway pressure'), ('walker', 'walker'), ('wheelchair', 'wc'),
    ('ekg', 'electrocardiogram'), ('ecg', 'electrocardiogram'), ('eeg', 'electroencephalogram'),
    ('upper endoscopy', 'egd'), ('gastroscopy', 'egd'), ('colon', 'colonoscopy'),
    ('knee replacement', 'total knee arthroplasty'), ('hip replacement', 'total hip arthroplasty'),
    ('cataract', 'xcapsl ctrc rmvl'), ('cataract', 'cataract'), ('psychotherapy', 'psytx'),
    ('psychotherapy', 'psychotherapy')
) as phrases (plain, printed)
